import { Button, Stack } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { Problem } from '../parts/problem.tsx';
import { texts } from '../texts/texts.ts';

export function PageError({ error }: { readonly error: unknown }) {
  const router = useRouter();
  return (
    <Stack align="flex-start">
      <Problem error={error} />
      <Button variant="default" onClick={() => void router.invalidate()}>
        {texts.tryAgain}
      </Button>
    </Stack>
  );
}
