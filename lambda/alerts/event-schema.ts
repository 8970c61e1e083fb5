import * as z from 'zod';
import { alertKinds } from '../domain/alert.ts';
import { testimonies } from '../domain/witness.ts';
import { states } from './headline.ts';

/*
 * What machines are told of an alert: the `detail` of an event on EventBridge, and the body of a call by HTTPS. Fields are added
 * without notice, so readers pass over what they do not know; none is taken away or changed without another `version`.
 */

const time = (description: string) => z.string().meta({ description: `${description} ISO time.` });
const text = (description: string) => z.string().meta({ description });
const count = (description: string) => z.int().min(0).meta({ description });

const member = z.strictObject({
  id: text('Name of the path.'),
  since: time('Since when it is as it is now.'),
});

const members = (description: string) =>
  z
    .strictObject({
      count: count('How many there are.'),
      first: z.array(member).meta({ description: 'The first of them.' }),
    })
    .meta({ description });

const settled = z.enum(['reachable', 'unreachable']);

const fix = z
  .strictObject({
    kind: z.enum(['undo', 'add', 'remove']).meta({ description: '`undo`: undoes the change that is behind it.' }),
    title: text('What it does.'),
    command: text('The command of the AWS CLI on one line, quoted for a POSIX shell. Pathwatch never runs it.'),
    blanks: z
      .record(z.string(), z.string())
      .meta({ description: 'Words of the command in capitals that are to be filled in, and what for.' }),
  })
  .meta({ description: 'A command that would put it right.' });

const finding = z
  .strictObject({
    code: text("The analyzer's own code, or Pathwatch's."),
    says: z
      .enum(['unreachable', 'unknown', 'note'])
      .meta({ description: 'What it alone would make of the verdict; a note changes nothing.' }),
    message: text('One sentence without its full stop.'),
    advice: text('What to do about it.').optional(),
    direction: z.enum(['forward', 'return']).meta({ description: 'The way that it is on.' }).optional(),
    component: text('Id of the resource to look at.').optional(),
    source: z
      .enum(['reachability-analyzer', 'route-analyzer', 'network-model', 'flow-logs', 'pathwatch'])
      .meta({ description: 'Who says it.' }),
  })
  .meta({ description: 'One reason of the verdict.' });

const call = z
  .strictObject({
    id: text('Id of the event.'),
    at: time('When it was made.'),
    source: z.enum(['cloudtrail', 'network-manager', 'instance-state']).meta({ description: 'Where it was read.' }),
    name: text('The operation or kind of change as AWS spells it.'),
    fit: z
      .enum(['explains', 'touches', 'nearby'])
      .meta({ description: 'It does what turned the verdict; it concerns what changed; it came in that time.' }),
    author: z
      .strictObject({
        principal: text('ARN of the principal, or what CloudTrail names in its place.'),
        sourceAddress: text('IP address, or the AWS service that called.').optional(),
        tool: text('The tool that was used.').optional(),
      })
      .meta({ description: 'Who made it; absent where nobody called.' })
      .optional(),
    details: z.record(z.string(), z.string()).meta({ description: 'What was asked for.' }),
  })
  .meta({ description: 'A change that may be behind it.' });

const cause = z
  .strictObject({
    facts: z
      .array(
        z.strictObject({
          component: text('Id of the resource that changed.'),
          kind: z.enum(['added', 'removed', 'changed']).meta({ description: 'What became of it.' }),
          what: z
            .enum(['route', 'rule', 'association', 'attribute', 'resource'])
            .meta({ description: 'What of it changed.' }),
          before: text('As it was.').optional(),
          after: text('As it is.').optional(),
          message: text('One sentence without its full stop.'),
        }),
      )
      .meta({ description: 'What changed in the network; first what explains the verdict.' }),
    left: count('How many facts are left out.'),
    between: z.tuple([time('The last look before.'), time('The look that found it.')]).meta({ description: 'When.' }),
    calls: z.array(call).meta({ description: 'Who did it, best first.' }),
    search: z
      .enum(['found', 'pending', 'given-up'])
      .meta({ description: 'Whether the call is still looked for; an alert of kind `attributed` follows.' }),
  })
  .meta({ description: 'What changed, and who changed it.' });

const witness = z
  .strictObject({
    testimony: z.enum(testimonies).meta({ description: 'What became of requests and replies; `silent` says nothing.' }),
    between: z.tuple([time('From.'), time('To.')]).meta({ description: 'The window that was looked at.' }),
    message: text('One sentence without its full stop.'),
  })
  .meta({ description: 'What flow logs say.' });

/** The document, in version 1. */
export const alertEvent = z.strictObject({
  version: z.literal('1').meta({ description: 'Version of this document.' }),
  id: text('Id of the alert: the same id again is the same alert, delivered twice.'),
  kind: z.enum(alertKinds).meta({ description: 'What came to pass.' }),
  state: z.enum(states).meta({ description: 'The word that the headline begins with.' }),
  headline: text('All of it in one line.'),
  at: time('When it was decided.'),
  severity: z.enum(['critical', 'warning', 'info']).meta({ description: "The gravest of the paths'." }),
  incident: z
    .strictObject({
      id: text('Id of the incident: the same in all its alerts.'),
      startedAt: time('When its first path broke.'),
      endedAt: time('When its last path was as expected again; absent while it goes on.').optional(),
      component: text('What blocks all its paths, where they are several.').optional(),
      down: members('Its paths that are not as expected now.'),
      up: members('Its paths that are as expected again.'),
      acknowledged: z
        .strictObject({ by: text('Who takes care of it.'), at: time('Since when.'), reason: text('Their words.') })
        .meta({ description: 'Somebody takes care of it.' })
        .optional(),
    })
    .meta({ description: 'The incident that it belongs to.' }),
  path: z
    .strictObject({
      id: text('Name of the path.'),
      declared: text('The path in words, as declared.'),
      tags: z.record(z.string(), z.string()).meta({ description: 'Its tags.' }),
      expect: settled.meta({ description: 'What it must be.' }),
      verdict: settled.meta({ description: 'What it is; the last that is known of one that is not seen.' }).optional(),
      since: time('Since when it is so.'),
      began: time('When what is over now had begun.').optional(),
      checkId: text('Id of the check.'),
      console: text('Link to the analysis in the console.').optional(),
    })
    .meta({ description: 'The path in whose words it is told.' }),
  confidence: z
    .enum(['confirmed', 'model-only', 'disputed'])
    .meta({ description: 'Who stands behind the verdict: AWS, the network model alone, or AWS against the model.' })
    .optional(),
  findings: z.array(finding).meta({ description: 'The reasons, those that decide first.' }),
  open: z.array(z.string()).meta({ description: 'What the analyses leave open.' }),
  cause: cause.optional(),
  fixes: z.array(fix).meta({ description: 'What would put it right, first what undoes the change.' }),
  witness: witness.optional(),
  held: text('Why it is told only now.').optional(),
});
export type AlertEvent = z.output<typeof alertEvent>;

/** The published JSON Schema. */
export const alertEventJsonSchema = (): Readonly<Record<string, unknown>> => ({
  $id: 'urn:pathwatch:alert-event:1',
  title: 'Pathwatch alert',
  description: 'The detail of an alert on EventBridge, and the body of an alert by HTTPS.',
  ...z.toJSONSchema(alertEvent),
});
