/** One machine is found in the audit log as if it had been meant alone; which ones many are stands in the record. */
export function auditTarget(ids: readonly number[]): string | null {
  const [first] = ids;
  return first === undefined ? null : ids.length === 1 ? `machine:${first}` : `machines:${ids.length}`;
}
