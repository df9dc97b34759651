import { profileEdit, profileTexts, profileTry } from '@netberth/api';
import type { ProfileTexts } from '@netberth/api';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { isConflict } from '../../server/is-conflict.ts';

const typingMs = 400;

/** A template as somebody edits it, from what the server had when they began. */
export function useDraft(began: ProfileTexts, file: string) {
  const [base, setBase] = useState(began);
  const [text, setText] = useState(() => textIn(began, file));
  const [theirs, setTheirs] = useState<ProfileTexts | null>(null);
  const { profile } = began;
  const save = useMutation({
    mutationFn: (over: ProfileTexts) => ask(profileEdit, { profile, file, text }, undefined, over.revision),
    onSuccess: (saved) => {
      setBase(saved);
      setTheirs(null);
      void queryClient.invalidateQueries({ queryKey: ['profiles'] });
    },
    onError: async (error) => {
      if (isConflict(error)) setTheirs(await ask(profileTexts, { profile }));
    },
  });
  const isSaved = text === textIn(base, file);
  return {
    ...{ text, setText, isSaved },
    /** What somebody else has made of it meanwhile. */
    theirs: theirs === null ? null : textIn(theirs, file),
    isSaving: save.isPending,
    error: isConflict(save.error) ? null : save.error,
    save: () => save.mutate(theirs ?? base),
    /** The editor then begins anew with their text, which is also given back. */
    takeTheirs: () => {
      if (theirs === null) return;
      setBase(theirs);
      setText(textIn(theirs, file));
      setTheirs(null);
      save.reset();
    },
  };
}

/** What a machine would get of the draft; asked for when nobody types. */
export function useTry(profile: string, file: string, text: string, machine: string) {
  const [still] = useDebouncedValue(text, typingMs);
  const [asked] = useDebouncedValue(machine.trim(), typingMs);
  return useQuery({
    queryKey: ['try', profile, file, asked, still],
    queryFn: ({ signal }) => ask(profileTry, { profile, file, machine: asked, text: still }, signal),
    enabled: asked !== '',
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
}

function textIn({ templates }: ProfileTexts, file: string): string {
  return templates.find((each) => each.file === file)?.text ?? '';
}
