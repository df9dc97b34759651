import { Center, Loader } from '@mantine/core';
import { texts } from '../texts/texts.ts';

/** In the place of a page of which nothing is known yet. */
export function Waiting() {
  return (
    <Center mih="60vh" role="status" aria-label={texts.loading}>
      <Loader />
    </Center>
  );
}
