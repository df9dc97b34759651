/** Does what a machine does that installs itself: asks, and says that it has finished. */
export async function installByHand(bootPort: number, mac: string): Promise<string> {
  const root = `http://127.0.0.1:${bootPort}`;
  const asked = await fetch(`${root}/bootstrap?net0=${mac.replaceAll(':', '-')}`);
  const script = await asked.text();
  const path = /finish=https?:\/\/[^/\s]+(\/\S+)/.exec(script)?.[1];
  if (path === undefined) throw new Error(`the script has no finish:\n${script}`);
  return (await fetch(root + path)).text();
}
