import type { Described } from '../../ui/read/source.ts';
import { refusalOf } from '../fault-reason.ts';
import { describeNetwork } from '../network.ts';
import type { Context } from '../options.ts';

/** The network as it is; where it may not be described, or does not answer, the reason: all else is drawn without it. */
export const describedOr = async (context: Context): Promise<Described> => {
  try {
    return { snapshot: await describeNetwork(context) };
  } catch (error) {
    return { reason: refusalOf(error).reason.message };
  }
};
