import { Badge, Group } from '@mantine/core';
import type { Profile } from '@netberth/api';
import { texts } from '../../texts/texts.ts';

export function ProfileBadges({ profile }: { readonly profile: Profile }) {
  return (
    <Group gap={4}>
      <Badge variant="dot" size="sm" tt="none" color={profile.destructive ? 'red' : 'green'}>
        {profile.destructive ? texts.profiles.destructive : texts.profiles.nonDestructive}
      </Badge>
      {profile.isPrivate && (
        <Badge variant="default" size="sm" tt="none">
          {texts.profiles.isPrivate}
        </Badge>
      )}
    </Group>
  );
}
