import { failed, type Judgement, ok, unknown, warning } from './judgement.ts';
import type { Examination } from './patient.ts';

/** Seconds by which a time may differ and still be called the same: answers tell whole seconds, and take some. */
const SAME = 30;
/** "A request must reach AWS within five minutes of the time stamp in the request": https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html. */
const REFUSED = 300;

const remedy = 'let the machine set its clock by the network, such as by `sudo timedatectl set-ntp true`';

/** This machine's clock against AWS's, at the moment of an answer. */
export const judgeClock = ({
  answeredAt,
  heardAt,
}: {
  readonly answeredAt: string | undefined;
  readonly heardAt: Date;
}): Judgement => {
  if (answeredAt === undefined)
    return unknown(
      'AWS told no time, since it did not answer',
      'put `credentials` right first, then run `pathwatch doctor` again',
    );
  const ahead = Math.round((heardAt.getTime() - Date.parse(answeredAt)) / 1000);
  const off = Math.abs(ahead);
  if (off <= SAME) return ok('as AWS has it');
  const said = `the clock of this machine is ${off} s ${ahead > 0 ? 'ahead of' : 'behind'} AWS's`;
  return off < REFUSED
    ? warning(`${said}, so that times which it tells are wrong`, remedy)
    : failed(`${said}, and AWS refuses calls that are off by five minutes`, remedy);
};

export const clock: Examination = {
  name: 'clock',
  of: 'deployed',
  examine: async (patient) => judgeClock(await patient.presented()),
};
