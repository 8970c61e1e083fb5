/*
 * The section of docs/security.md on what somebody could do who has got hold of one part, what stops them, what remains, and which
 * test shows it.
 */

interface Foothold {
  readonly what: string;
  readonly could: string;
  readonly stops: string;
  readonly remains: string;
  readonly shown: readonly string[];
}

const footholds: readonly Foothold[] = [
  {
    what: 'A tag: somebody who may tag resources',
    could: `An end that is declared by tags is whatever carries them: they can add a resource to a path, take one out of it, or leave it
without any. A value may be written to mislead whoever reads it. With \`ec2:CreateTags\` on insights paths they can give the tag \`pathwatch\`
to what others made.`,
    stops: `A path takes \`maxPairs\` pairs at most, and the budget bounds what a month costs, so that tags buy no more analyses than it
allows. An end that nothing carries is \`unknown\`, said at once and an alert after \`blindAfter\` looks, never reachable; \`list-targets\` tells what
stands behind each end. Tags of resources are matched, and told by \`list-targets\` and \`init\` alone: no alert, log or item of the table
holds them, but for the name that an analyzer tells of a resource. Where a text of theirs is told it is cleaned.`,
    remains: `A path can be led to a resource that is reachable while the right one is not: declare by id what must not move, and let
nobody tag it. Insights paths are known by their tags alone: what somebody else tags as the deployment's own is removed as no longer needed, or,
if it is older and carries the digest of a question too, is analysed in its place. The network model, which has no such path to be misled by,
then disagrees, and the verdict is \`disputed\`. Guard the tag \`pathwatch\` by a policy of the organisation if that matters.`,
    shown: [
      'test/monitor/resolve.test.ts',
      'test/monitor/plan.test.ts',
      'test/secrets/secrets.test.ts',
      'test/alerts/clean.test.ts',
    ],
  },
  {
    what: 'A resource name, a description, a message of a service, a field of an event',
    could: `Such a text reaches alerts, the terminal, reports of pipelines and spreadsheets. It may try to mention a channel, to pose as a
link or as another line, to move the cursor, to turn the reading direction, to be a formula, or to be run where a command is pasted.`,
    stops: `Each exit has its own escape: control, direction and invisible characters go and a text stays on its line and within its length
everywhere; Slack's markup and mentions, Markdown and HTML, XML, CSV (formulas become text) and a shell's words are escaped each in their own way.
What is no text of its kind (an address, an id, a port) is not read as one. Parsers are thrown hundreds of thousands of wrong inputs: what
cannot be read is refused or \`unknown\`, never reachable, and no key such as \`__proto__\` reaches a prototype.`,
    remains: `Letters that look alike stay as they are: a name can imitate another one. Ids are told beside names, and cannot be chosen.`,
    shown: [
      'test/alerts/clean.test.ts',
      'test/alerts/slack.test.ts',
      'test/alerts/limits.test.ts',
      'test/cli/pipeline/hostile.test.ts',
      'test/ui/widget.test.ts',
      'test/meter.test.ts',
      'test/fixes/text.test.ts',
      'test/fuzz/fuzz.test.ts',
    ],
  },
  {
    what: 'The URL of a Slack webhook',
    could: 'Post into its channel whatever they like, as Pathwatch, until it is revoked.',
    stops: `The URL reads nothing, and opens nothing else. It is in the secret alone: in no log, environment, template, alert, checkpoint or item
of the table, also where Slack refuses it, Secrets Manager answers with nonsense, or the function dies. A text that is no webhook at Slack's own
hosts is never asked, a redirect not followed, so whoever may write the secret cannot have alerts sent elsewhere than to Slack. When it is
rotated, the new one is used within five minutes, and at once if the old one is refused.`,
    remains: `Whoever may write the secret can have alerts posted to another workspace of Slack. A reader of the channel cannot tell a forged message
from a real one: \`pathwatch incidents\` can, and nothing can be done from the chat.`,
    shown: ['test/secrets/secrets.test.ts', 'test/aws/slack-webhook.test.ts', 'test/fuzz/fuzz.test.ts'],
  },
  {
    what: 'The topic of alerts, of troubles, or of a chat channel',
    could: `Who may publish to it can send a false alert to its subscribers; who may subscribe reads ids, addresses, rules, routes and who
changed them; who may delete subscriptions silences e-mail and HTTPS.`,
    stops: `The policies of the topics admit CloudWatch's alarms of this account to the topic of troubles, and nobody else; what is sent without TLS is
refused; the sweep's role publishes and does no more. The key of the deployment encrypts them. A subscriber by HTTPS is told by SNS's signature who
speaks. \`doctor\` tells subscriptions that are missing or not confirmed.`,
    remains: `Principals of the account whose own policies let them use SNS and the key can do all of that; a topic knows no difference between
the sweep and them. E-mail is not signed.`,
    shown: ['test/lib/template.test.ts', 'test/lib/channels.test.ts', 'test/cli/doctor/deployed.test.ts'],
  },
  {
    what: 'The table',
    could: `Who may read it learns the layout of the network and its history. Who may write it can silence alerts (mutes, acknowledgements, a state
that says nothing is wrong, nothing owed), put alerts into an outbox, so that their text goes out, and clear what a month has spent.`,
    stops: `The roles of the sweep and of the gathering write it, and nobody else of the stack. The policy for operators lets them write
silences alone, by the item's key, and each is told with who set it and why. An item that is not what it should be is said to be unreadable, and
what it would have told is unknown. Texts are cleaned where they go out, whoever wrote them. An item opens no way into the function: it is data, checked
by its schema. Point-in-time recovery and deletion protection keep what was there.`,
    remains: `Items are not signed: who may write them is believed. A false state that is well formed is put right by the next look only where the
network's facts are no longer those that it claims. Give nobody \`dynamodb:PutItem\` on it but by the policy below, and let CloudTrail log its data
events if you need to know.`,
    shown: [
      'test/cli/operators.test.ts',
      'test/cli/damaged.test.ts',
      'test/aws/dynamodb-store.test.ts',
      'test/fuzz/fuzz.test.ts',
    ],
  },
  {
    what: "The function's role, or code that runs as the sweep",
    could: `Read the description of the whole network, with the keys of VPN tunnels, which EC2 tells whoever may describe them; CloudTrail's history;
the secrets of the webhooks that are declared; and, by queries, any log group of this account and Region, the flow logs among them. Write
items of the table; publish to the topics; put events on the declared bus; start analyses of its own insights paths, which cost money, and
itself.`,
    stops: `It changes nothing in the network: every action that writes is on insights paths and analyses with the deployment's tag. It has no right
on IAM, on other secrets, on buckets or on other functions, and assumes no role. The code is one bundle without a package that is fetched at run
time; its dependencies are pinned by hash, and its bill of materials is shipped. No message, event or item is run as code. Nothing listens: the function
is invoked, by its alias, by those whom IAM admits, and what it is invoked with is refused unless every key is known.`,
    remains: `Any log group: which hold flow logs is found at run time, so that the grant cannot name them. A permissions boundary on the role, or a
data protection policy on sensitive groups, narrows it. A budget of AWS catches analyses that ignore Pathwatch's own bound, which is its own count.`,
    shown: [
      'test/lib/permissions.test.ts',
      'test/lib/sboms.test.ts',
      'test/docs/lockfile.test.ts',
      'test/fuzz/fuzz.test.ts',
    ],
  },
  {
    what: 'The mailbox or the channel of whoever reads alerts',
    could:
      'Learn what is in alerts: ids, addresses, rules, routes, principals and their source addresses. Hide an alert from the reader.',
    stops: `Nothing can be done from a message: it has no link that acts and no token, and the commands in it run with the rights of whoever pastes
them, their words quoted. An alert that is not acknowledged is reminded of, and may go to several channels.`,
    remains: "Alerts tell the network's layout. Choose who reads a channel by what it tells, and channels by severity.",
    shown: ['test/alerts/golden.test.ts', 'test/fixes/text.test.ts'],
  },
  {
    what: 'The queue of change events, or the bus',
    could: `Make Pathwatch look, as often as the gathering lets it; blame somebody: an event's author and request are told as a candidate.`,
    stops: `The queue takes messages from the stack's own rules alone, and EventBridge takes no event from an account that claims an \`aws.\` source. What
an event says is never believed of the network, only looked into, and a look is free; analyses are bought where facts have changed, within the
budget. Fields are bounded and cleaned as they are read. An event that is not understood may concern anything: it is looked into, not passed over.`,
    remains: `The forwarder's sign of life comes under a source of its own, which whoever may put events on the bus can imitate: then a dead forwarder is
noticed later. Changes are found by schedule all the same.`,
    shown: ['test/lib/gather.test.ts', 'test/changes/read-event.test.ts', 'test/fuzz/fuzz.test.ts'],
  },
  {
    what: "The operator's machine",
    could: 'Whatever the operator may do; read a snapshot, a configuration or the table of `--local` that lies on it.',
    stops: `The command line has no credentials of its own, keeps none and prints none, \`--debug\` included. The policies below are enough for it. A
snapshot is written without the keys of VPN tunnels. Files are written whole or not at all, and a folder that was not written by Pathwatch is not
written into. The embedded account listens on 127.0.0.1 alone.`,
    remains: `Snapshots tell the layout of the network, and tags, descriptions and whatever people have written into them: they are kept by the rights of
the folder, not encrypted. Other users of the machine can reach the embedded account while it runs; it holds no real network but what was
loaded into it.`,
    shown: ['test/secrets/secrets.test.ts', 'test/aws/network.test.ts', 'test/snapshot/write-folder.test.ts'],
  },
  {
    what: 'A snapshot or a configuration that a pipeline reads',
    could: `Whoever writes it (a merge request, say) wants the runner to hang, to run something, to read a file beside it, or to print what a terminal or a
page of the forge takes for more than text; and wants \`check\` or \`compare\` to say that all is well.`,
    stops: `Both are data: nothing in them is run, and YAML's tags mean nothing. Bombs of aliases, endless nesting, links out of the folder and
configurations beyond 1 MiB are refused. A part that cannot be read makes what depends on it \`unknown\`, which ends with exit code 3 and not 0. Markdown and JUnit
escape what comes from outside.`,
    remains: `A snapshot that is well formed is believed, as it must be: a gate over a snapshot that the author of the change can write proves nothing. Let the
pipeline take it itself, by a role that reads. Likewise who may change the configuration may leave a path out.`,
    shown: ['test/cli/configuration/parse.test.ts', 'test/reachability/damaged.test.ts', 'test/fuzz/fuzz.test.ts'],
  },
];

const section = ({ what, could, stops, remains, shown }: Foothold): string =>
  [
    `### ${what}`,
    `_They could:_ ${could}`,
    `_What stops them:_ ${stops}`,
    `_What remains:_ ${remains}`,
    `_Shown by:_ ${shown.map((file) => `\`${file}\``).join(', ')}`,
  ].join('\n\n');

export const footholdsSection = `## What an attacker could do from where

Each foothold by itself, with no more rights than it brings.

${footholds.map(section).join('\n\n')}

What is shipped is listed in bills of materials, which the package brings in \`dist/sbom\`: [dependencies.md](dependencies.md) has how packages are
chosen, pinned and checked. \`npm run -s fuzz\` throws 100,000 wrong inputs at each parser of what comes from outside, a share of them in every run of the
tests.`;
