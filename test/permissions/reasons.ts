import { listOf } from './judge.ts';
import type { Statement } from './roles.ts';

/** Why each statement is there, by its `Sid`, or by its first action where CDK wrote it. */
export const reasons: Readonly<Record<string, string>> = {
  WriteOwnLogs: 'its own log group, made by the stack',
  SeeTheNetwork: 'the snapshot of the network, by calls that change nothing; the analyzer needs nearly all of the same',
  LetTheAnalyzerSee:
    "what the analyzer reads with the caller's rights: what AWS's own policy for it has beyond the snapshot, less what that documents as omittable",
  LetTheAnalyzerAsk: "the analyzer's query engine; without these a start is refused",
  FindInsights: 'finds what this deployment made, by its tag',
  MakeTaggedInsightsPaths: "makes insights paths, none without the deployment's tag",
  BetweenAnyEnds: 'the ends of an insights path are resources of the call; nothing is changed in them',
  AnalyseOwnInsightsPaths: 'analyses cost money: of its own insights paths only',
  IntoTaggedAnalyses: "starts analyses, none without the deployment's tag",
  TagAtTheMakingOnly:
    'tags what it makes as it makes it, and can tag nothing else, so never take what others made for its own',
  RemoveOwnInsights: 'removes what carries its tag, and nothing that others made',
  FindGlobalNetworks: 'Route Analyzer works in a global network; which there are is asked without naming one',
  AnalyseRoutes:
    'which transit gateways a global network holds, and the routes between them; free, and changes nothing',
  'dynamodb:GetItem': 'states, checks and incidents in the one table; nothing is deleted, the table is not scanned',
  FindWhoChangedIt:
    'who made the call behind a change, from the history that every account has, and which trails bring calls to EventBridge; both only read, and know no resource',
  SeeWhatTrailsLog: "whether a trail logs, and which calls; the trail may be another Region's or the organisation's",
  FindFlowLogs: 'which flow logs hold the records of a path that broke; the call knows no resource',
  QueryFlowLogs:
    'asks flow logs what became of packets; which log groups they write to is found at run time, and a query changes nothing',
  ReadQueries: 'answers of its queries, and their end where nobody waits for them any more, by ids that AWS gives',
  ReadSlackAddresses: "the URLs of Slack's webhooks, of the declared secrets alone",
  PutAlertsOnTheBus: 'alerts as events, on the one declared bus',
  'sns:Publish': 'tells the topic of alerts, the topic of what ails the monitor itself, and those of the chat',
  'kms:Decrypt': 'all topics are encrypted, and SNS uses the key with the rights of who publishes',
  CheckpointItself: 'saves and reads the progress of its own executions',
  StartPortionsOfItself: 'a sweep of many paths starts portions of itself',
  StartTheSweep: 'starts the sweep by its alias',
  LeaveDeadLetters: 'a start that failed for good is left where an alarm sees it',
  TakeChanges: "what Lambda's poller does on the queue of changes",
  KeepChanges: 'changes, and the one gathering that is open, in the one table without its indexes; nothing is deleted',
  ReadWhatIsShown:
    'states, open incidents, looks and silences: by the two indexes that list them, and by key; nothing is scanned',
  ReadOpenIncidents: 'each open incident as it is, since the index that lists them has its key alone',
  PutEventsThere: 'brings events to the default bus of the one Region, and to no other bus',
  'events:PutEvents': 'the sign of life goes to the default bus on which the forwarder listens',
  'lambda:InvokeFunction': 'the schedules call the one function that starts sweeps',
  'sqs:SendMessage': 'what a schedule could not deliver is left where an alarm sees it',
};

export const reasonKey = ({ Sid, Action }: Statement): string => Sid ?? `${listOf(Action)[0]}`;

/** Throws for a statement that nobody has given a reason. */
export const reasonOf = (statement: Statement): string => {
  const reason = reasons[reasonKey(statement)];
  if (reason === undefined) throw new Error(`the statement ${reasonKey(statement)} has no reason`);
  return reason;
};
