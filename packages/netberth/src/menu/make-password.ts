import { hashPassword, newPassword } from '@netberth/server';

/** A password for the menu, and what the setting `menu.passwords` takes for it. */
export async function makePassword({ name }: { readonly name: string }) {
  const password = newPassword();
  return { name, password, setting: `${name}:${await hashPassword(password)}` };
}
