import { CANARY_RATE } from '../lambda/domain/canary.ts';
import { longestGap } from '../lambda/domain/schedule-times.ts';

/** For how long no look may come before the monitor counts as dead: so many periods of so many seconds, all without one. */
export interface Silence {
  readonly period: number;
  readonly periods: number;
}

/** CloudWatch's own delay and the time that a look takes would make a shorter one ring though all is well. Seconds. */
const LEAST = 5 * 60;
/**
 * An alarm looks back a day at most, or seven where its periods are of an hour:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html.
 */
const DAY = 24 * 3600;
const HOUR = 3600;
/** The shorter a period, the nearer the alarm to the end of the second interval, and the more of them there are. */
const PERIODS = [60, 300, 900, HOUR];
const MANY = 60;

/** Any time will do: from here a cron expression's pauses are looked for. */
const FROM = new Date(Date.UTC(2026, 0, 1));

/** Seconds between two looks of the schedule that pauses least. The canary looks once a day, whatever is declared. */
export const intervalOf = (schedules: readonly string[]): number =>
  Math.min(...[...schedules, CANARY_RATE].map((every) => longestGap(every, FROM)));

/**
 * What is to be silent before a dead monitor is told: within two intervals after the last look the alarm has rung, and it
 * does not where one look comes late by nearly an interval.
 */
export const silenceOf = (schedules: readonly string[]): Silence => {
  const two = 2 * Math.max(LEAST, intervalOf(schedules));
  const period = PERIODS.find((seconds) => two / seconds <= MANY && (seconds === HOUR || two <= DAY)) ?? HOUR;
  return { period, periods: Math.floor(two / period) - 1 };
};
