import { faultOf } from '../domain/fault.ts';
import type { Notice, Services } from './ports.ts';

/** After so long whoever claimed a notice must have died. */
const CLAIM_MILLISECONDS = 5 * 60 * 1000;

/**
 * Tells the operator something once, whoever notices it and however often: at least once, with the same id. What cannot be
 * told now is told by the next sweep that notices it still. Never throws.
 */
export const tell = async (services: Services, notice: Notice): Promise<void> => {
  const { store, announcer, log } = services;
  const now = services.now();
  try {
    const stale = new Date(now.getTime() - CLAIM_MILLISECONDS).toISOString();
    if (!(await store.claimNotice(notice.id, now.toISOString(), stale))) return;
    await announcer.notify(notice);
    await store.noticeTold(notice.id, services.now().toISOString());
  } catch (error) {
    log.error('a notice could not be told and waits for the next sweep', {
      notice: notice.id,
      fault: faultOf(error, 'Publish'),
    });
  }
};
