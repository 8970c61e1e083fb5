import { matrix } from './matrix.ts';
import { isOfNetwork, isOfTable } from './site.ts';

matrix(
  'of the analyzers, the channels or the histories',
  'memory',
  (site) => !isOfNetwork(site) && !isOfTable(site),
  3,
);
