import { QueryClient } from '@tanstack/react-query';
import { Refused } from './refused.ts';
import { sessionKey } from './session-key.ts';

/** What was read is shown at once and read again; who is no longer signed in is asked to sign in. */
export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2000,
      retry: (count, error) => !(error instanceof Refused) && count < 2,
    },
  },
});

queryClient.getQueryCache().subscribe(({ query }) => {
  const { error } = query.state;
  const isEnded = error instanceof Refused && error.status === 401;
  if (isEnded && query.queryKey[0] !== sessionKey[0]) queryClient.setQueryData(sessionKey, null);
});
