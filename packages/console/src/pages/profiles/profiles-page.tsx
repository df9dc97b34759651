import { Button, Paper } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { sizeText } from '../../format/size-text.ts';
import { Figure } from '../../parts/figure.tsx';
import { Moment } from '../../parts/moment.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RowTable } from '../../parts/row-table.tsx';
import { useMay } from '../../server/session.ts';
import { useProfiles } from '../../server/use-profiles.ts';
import { texts } from '../../texts/texts.ts';
import { CapturesPanel } from './captures-panel.tsx';
import { ProfileBadges } from './profile-badges.tsx';
import { profileBytes } from './profile-size.ts';
import { UploadDialog } from './upload-dialog.tsx';

const { columns } = texts.profiles;

export function ProfilesPage() {
  const { profiles, error, isKnown } = useProfiles();
  const [isUploading, setUploading] = useState(false);
  const mayWrite = useMay('profile:write');
  return (
    <>
      <PageHead title={texts.profiles.title}>
        {mayWrite && (
          <Button size="xs" onClick={() => setUploading(true)}>
            {texts.profiles.upload}
          </Button>
        )}
      </PageHead>
      <Problem error={error} />
      {isKnown && (
        <Paper withBorder p="xs">
          <RowTable
            head={[columns.name, columns.kind, columns.method, columns.size, columns.imported, columns.by]}
            none={texts.profiles.none}
            rows={profiles.map((profile) => ({
              key: profile.name,
              cells: [
                <Link
                  key="name"
                  className="nb-link"
                  to="/profiles/$profile"
                  params={{ profile: profile.name }}
                >
                  {profile.name}
                </Link>,
                <ProfileBadges key="kind" profile={profile} />,
                profile.spec.method === 'choice' ? profile.spec.product : profile.spec.method,
                profile.files.length === 0 ? (
                  ''
                ) : (
                  <Figure key="size">{sizeText(profileBytes(profile))}</Figure>
                ),
                <Moment key="imported" at={profile.importedAt} />,
                profile.importedBy,
              ],
            }))}
          />
        </Paper>
      )}
      <CapturesPanel />
      {isUploading && <UploadDialog onClose={() => setUploading(false)} />}
    </>
  );
}
