/*
 * What Pathwatch measures of itself, for the alarms of the deployment.
 */

/** The namespace in CloudWatch, and the one dimension: the name of the deployment. */
export const NAMESPACE = 'Pathwatch';
export const DIMENSION = 'Deployment';

/**
 * `Looks`: the heartbeat, one for each look of a schedule. The others are measured only where they tell of something, since
 * CloudWatch charges a metric by the hours in which it is sent: `BlindPaths` without a verdict for several looks,
 * `UndeliveredAlerts` that a channel did not take, `BudgetUsed` in percent from where audits wait, `CanaryFailed` where two
 * answers were alike that must differ.
 */
export const measures = ['Looks', 'BlindPaths', 'UndeliveredAlerts', 'BudgetUsed', 'CanaryFailed'] as const;
export type Measure = (typeof measures)[number];

export type Measured = Readonly<Partial<Record<Measure, number>>>;
