import { Alert, Button, Code, List, Stack } from '@mantine/core';
import { profileCheck, profileRemove, profileShow } from '@netberth/api';
import type { Profile } from '@netberth/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { sizeText } from '../../format/size-text.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Figure } from '../../parts/figure.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { Terms } from '../../parts/terms.tsx';
import { ask, askSeen } from '../../server/ask.ts';
import { queryClient } from '../../server/query-client.ts';
import { useMay } from '../../server/session.ts';
import { texts } from '../../texts/texts.ts';
import { ProfileBadges } from './profile-badges.tsx';
import { profileBytes } from './profile-size.ts';
import { specTerms } from './spec-terms.tsx';

const words = texts.profiles;

export function ProfilePage() {
  const { profile: name } = useParams({ from: '/profiles/$profile' });
  const mayWrite = useMay('profile:write');
  const [isRemoving, setRemoving] = useState(false);
  const { data: seen, error } = useQuery({
    queryKey: ['profiles', name],
    queryFn: ({ signal }) => askSeen(profileShow, { profile: name }, signal),
  });
  const profile = seen?.output;
  const check = useMutation({ mutationFn: () => ask(profileCheck, { profile: name }) });
  return (
    <>
      <PageHead title={name}>
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => (
            <Link {...props} to="/profiles/$profile/templates" params={{ profile: name }} />
          )}
        >
          {texts.templates.open}
        </Button>
        <Button size="xs" variant="default" loading={check.isPending} onClick={() => check.mutate()}>
          {words.check}
        </Button>
        {mayWrite && (
          <Button size="xs" variant="default" onClick={() => setRemoving(true)}>
            {words.remove}
          </Button>
        )}
      </PageHead>
      <Stack>
        <Problem error={error ?? check.error} />
        {check.data !== undefined && <CheckOutcome {...check.data} />}
        {profile !== undefined && <ProfileDetails profile={profile} />}
      </Stack>
      {isRemoving && profile !== undefined && (
        <RemoveDialog profile={profile} revision={seen?.revision} onClose={() => setRemoving(false)} />
      )}
    </>
  );
}

type Outcome = { readonly ok: boolean; readonly machines: number; readonly problems: readonly string[] };

function CheckOutcome({ ok, machines, problems }: Outcome) {
  return (
    <Alert
      role="status"
      variant="outline"
      color={ok ? 'green' : 'red'}
      title={ok ? words.checked(machines) : words.checkFailed(problems.length)}
    >
      <List size="sm">
        {problems.map((problem) => (
          <List.Item key={problem}>{problem}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function ProfileDetails({ profile }: { readonly profile: Profile }) {
  return (
    <>
      <ProfileBadges profile={profile} />
      {profile.warnings.length > 0 && (
        <Panel title={words.warnings}>
          <List size="sm">
            {profile.warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Panel>
      )}
      <Panel title={words.bootSpec}>
        <Terms rows={specTerms(profile.spec)} />
      </Panel>
      <Panel title={words.files}>
        <RowTable
          head={[words.file, words.role, words.size, words.sha256]}
          none={words.noFiles}
          rows={profile.files.map(({ path, role, sizeBytes, sha256 }) => ({
            key: path,
            cells: [
              path,
              role,
              <Figure key="size">{sizeText(sizeBytes)}</Figure>,
              <Code key="sha256">{sha256}</Code>,
            ],
          }))}
        />
      </Panel>
    </>
  );
}

type RemoveProps = {
  readonly profile: Profile;
  readonly revision: string | undefined;
  readonly onClose: () => void;
};

function RemoveDialog({ profile, revision, onClose }: RemoveProps) {
  const { name, files } = profile;
  const navigate = useNavigate();
  const remove = async () => {
    await ask(profileRemove, { profile: name }, undefined, revision);
    await queryClient.invalidateQueries({ queryKey: ['profiles'], exact: true });
    await navigate({ to: '/profiles' });
  };
  return (
    <ConfirmDialog
      title={words.removeTitle(name)}
      action={words.doRemove(name, files.length)}
      onConfirm={remove}
      onClose={onClose}
    >
      {words.willRemove(name, files.length, sizeText(profileBytes(profile)))}
    </ConfirmDialog>
  );
}
