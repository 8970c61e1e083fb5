import { matrix } from './matrix.ts';
import { isOfNetwork } from './site.ts';

matrix('of what describes the network', 'memory', isOfNetwork, 5);
