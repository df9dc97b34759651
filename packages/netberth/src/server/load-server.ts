/** Loads the server itself: only `serve`, and verbs that open a data folder themselves, pay for it. */
export async function loadServer() {
  return import('@netberth/server');
}
