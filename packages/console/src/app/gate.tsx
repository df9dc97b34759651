import { lazy, Suspense } from 'react';
import { SignInPage } from '../pages/sign-in/sign-in-page.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useSession } from '../server/session.ts';

// Whoever only signs in needs neither menus nor navigation.
const Shell = lazy(() => import('./shell.tsx').then(({ Shell }) => ({ default: Shell })));

/** Whoever is not signed in sees the sign-in page, at whatever address, and then the page that was asked for. */
export function Gate() {
  const session = useSession();
  if (session === undefined) return <Waiting />;
  if (session === null) return <SignInPage />;
  return (
    <Suspense fallback={<Waiting />}>
      <Shell session={session} />
    </Suspense>
  );
}
