/** What a deployment onto the emulator does not show, and so is asserted elsewhere or remains to be seen. */
export const LIMITS = [
  "The emulator keeps no DurableConfig: the sweep's executions are driven, and their checkpoints kept, by the project's",
  '  own double of Lambda; each invocation runs the deployed bundle behind the deployed alias, with its role.',
  'It does not fill in <aws.scheduler.scheduled-time>: a one-time copy of the schedule holds the time in its stead.',
  'It drops TTL, point-in-time recovery and encryption of the table, the keys of topics and the time zones of schedules:',
  '  these are asserted on the template.',
  'It knows no metric math: alarms on metrics of ours are deployed without their FILL, which is judged over the template.',
  'It keeps the dashboard and draws none: what is on it is asserted on the template; what the console takes out of HTML is not shown.',
  'PutEvents takes no event of AWS, as at AWS: the deployed patterns are asked whether they let such an event through, and it is',
  '  laid into the queue by SQS; the sign of the forwarder goes all the way, over bus, rule, queue and mapping.',
  'It lets EventBridge into queues whatever their policies are, carries no event into another Region, and its Scheduler puts',
  '  none on a bus: the queue policies and the forwarder are asserted on the templates.',
  'It knows no AWS::Chatbot::SlackChannelConfiguration, so no chat is declared there; it writes no e-mail, and asks no subscriber',
  '  by HTTPS that the stack makes to confirm: a queue with the filter of an e-mail address stands for both. Slack is the',
  "  project's own endpoint on loopback; its webhook's URL comes out of the emulator's Secrets Manager.",
  "EC2, load balancing, Network Manager, CloudTrail and what the functions ask of Lambda are the project's own endpoints on loopback: of these calls",
  "  the emulator's IAM judges none.",
];
