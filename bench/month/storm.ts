import { cellOf } from './cell.ts';
import { type Call, changed } from './edit.ts';
import { scalingGroupId } from './groups.ts';
import { editOf } from './path-edits.ts';
import { calling, DAY, HOUR, MINUTE, type Step } from './step.ts';
import type { Trace } from './trace.ts';

const EVENTS = 10_000;
const BEGINS = 10 * DAY + 9 * HOUR;
/** The path that one of the events breaks: the third over the transit gateway. */
const BROKEN = 10;
/** Each so-many-th event changes a rule of a group that no path uses; the rest change tags. */
const RULES = 200;

const rule = (number: number): Call => {
  const port = 1000 + Math.floor(number / (2 * RULES));
  const isAdded = Math.floor(number / RULES) % 2 === 0;
  return {
    operation: isAdded ? 'AuthorizeSecurityGroupIngress' : 'RevokeSecurityGroupIngress',
    input: {
      GroupId: scalingGroupId(0),
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '203.0.113.9/32' }] }],
    },
  };
};

const tag = (number: number): Call => ({
  operation: 'CreateTags',
  input: { Resources: [scalingGroupId(0)], Tags: [{ Key: 'run', Value: `${number}` }] },
});

/** 10,000 calls within a minute; one of them breaks a path, which is mended two hours later. */
export const storm = (events = EVENTS, begins = BEGINS): Trace => {
  let { documents } = cellOf(0);
  const edit = editOf(0, BROKEN, true);
  const steps = Array.from({ length: events }, (_, number): Step => {
    const at = begins + (number * MINUTE) / events;
    const call = number === Math.floor(events / 2) + 1 ? edit.does : number % RULES === 0 ? rule(number) : tag(number);
    if (call.operation === 'CreateTags') return calling(at, 0, call);
    documents = changed(documents, call);
    return calling(at, 0, call, documents);
  });
  const mended = changed(documents, edit.undoes);
  return {
    name: `a storm of ${events.toLocaleString('en-US')} events`,
    steps: [...steps, calling(begins + 2 * HOUR, 0, edit.undoes, mended)],
  };
};
