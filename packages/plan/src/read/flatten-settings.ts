/** Settings as netberth.yaml has them, `menu: {timeout: 5}`, by their whole names: `menu.timeout`. */
export function flattenSettings(fields: unknown, before = ''): Record<string, string> {
  if (typeof fields !== 'object' || fields === null) return {};
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const whole = `${before}${name}`;
      if (Array.isArray(value)) return [[whole, value.map(String).join(',')]];
      if (typeof value === 'object' && value !== null)
        return Object.entries(flattenSettings(value, `${whole}.`));
      return [[whole, String(value ?? '')]];
    }),
  );
}
