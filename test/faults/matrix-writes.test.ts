import { matrix } from './matrix.ts';
import { isOfTable, isWriting } from './site.ts';

matrix('of the table where it writes', 'table', (site) => isOfTable(site) && isWriting(site), 2);
