import { queryClient } from '../../server/query-client.ts';

/** The server looks at its folder once a second. */
const lookEveryMs = 1100;

/** Reads the menu again once the server has seen what changed. */
export async function menuHasChanged(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  await queryClient.invalidateQueries({ queryKey: ['menu'] });
}
