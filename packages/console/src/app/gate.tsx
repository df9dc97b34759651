import { SignInPage } from '../pages/sign-in/sign-in-page.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useSession } from '../server/session.ts';
import { Shell } from './shell.tsx';

/** Whoever is not signed in sees the sign-in page, at whatever address, and then the page that was asked for. */
export function Gate() {
  const session = useSession();
  if (session === undefined) return <Waiting />;
  return session === null ? <SignInPage /> : <Shell session={session} />;
}
