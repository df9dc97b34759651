import { z } from 'zod';

/** The origin by which machines reach the boot plane, without a slash at its end: `http://boot.example:8080`. */
export const bootUrlSchema = z.string('is not a URL').transform((text, context) => {
  const url = URL.parse(text);
  const problem = problemOf(url);
  if (url === null || problem !== null) {
    context.addIssue(problem ?? 'is not a URL');
    return z.NEVER;
  }
  return url.origin;
});

function problemOf(url: URL | null): string | null {
  if (url === null) return 'is not a URL';
  if (!/^https?:$/.test(url.protocol)) return 'is neither http nor https';
  if (url.username !== '' || url.password !== '')
    return 'holds a user name or password, which every machine could read';
  if (url.search !== '' || url.hash !== '') return 'has a query or a fragment';
  // KIWIspray's templates put host and port alone into scripts, so a path would get lost.
  return url.pathname === '/' ? null : 'has a path';
}
