import { matrix } from './matrix.ts';
import { isOfTable, isWriting } from './site.ts';

matrix('of the table where it reads', 'table', (site) => isOfTable(site) && !isWriting(site), 3);
