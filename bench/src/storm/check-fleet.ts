import type { Event, Machine } from '@netberth/api';

/** What is wrong with the fleet as a whole, as sentences. In a storm without faults nothing may raise an alert. */
export function checkFleet(machines: readonly Machine[], added: number, alerts: readonly Event[]): string[] {
  const problems = [];
  if (machines.length !== added)
    problems.push(`the server knows ${machines.length} machines, ${added} were added`);
  const unfinished = machines.filter(({ state }) => state !== 'finished').length;
  if (unfinished > 0) problems.push(`${unfinished} of ${machines.length} machines are not finished`);
  const [first] = alerts;
  if (first !== undefined) problems.push(`${alerts.length} alerts, the first: ${first.message}`);
  return problems;
}
