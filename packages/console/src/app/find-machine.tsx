import { Kbd, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { texts } from '../texts/texts.ts';

/** From every page: part of a name, MAC, serial or UUID. The key `/` leads here. */
export function FindMachine() {
  const [search, setSearch] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  useHotkeys([['/', () => input.current?.focus()]]);
  return (
    <form
      role="search"
      style={{ flex: '0 1 22rem' }}
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ to: '/machines', search: search === '' ? {} : { search } });
      }}
    >
      <TextInput
        ref={input}
        size="xs"
        aria-label={texts.find.label}
        placeholder={texts.find.placeholder}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        rightSection={<Kbd size="xs">/</Kbd>}
      />
    </form>
  );
}
