import * as api from '@netberth/api';
import * as access from './access-text.ts';
import * as answers from './answers-text.ts';
import { auditListText, auditVerifiedText } from './audit-text.ts';
import { captureListText, captureRemovedText } from './capture-text.ts';
import { channelEndedText, channelServedText } from './channel-text.ts';
import { appliedText } from './applied-text.ts';
import { dhcpCheckText, dhcpConfigText } from './dhcp-text.ts';
import { eventListText } from './event-text.ts';
import * as change from './machine-change-text.ts';
import { firmwareInstalledText, firmwareStatusText } from './firmware-text.ts';
import { machineExplainText } from './machine-explain-text.ts';
import * as menuEntry from './menu-entry-text.ts';
import { menuListText, menuShowText } from './menu-list-text.ts';
import { menuPreviewText } from './menu-preview-text.ts';
import { machineLogText } from './log-text.ts';
import { machineListText } from './machine-list-text.ts';
import { machineFactsText } from './facts-text.ts';
import { machineShowText } from './machine-show-text.ts';
import { menuAssetsText, menuMirrorText } from './menu-assets-text.ts';
import { cloudText, cloudsText } from './openstack-text.ts';
import { overviewChartText, overviewText } from './overview-text.ts';
import {
  mediaIssuedManyText,
  mediaIssuedText,
  mediaListText,
  mediaPackedText,
  mediaRevokedText,
} from './media-text.ts';
import * as power from './power-text.ts';
import * as profile from './profile-text.ts';
import { profileEditedText, profileTextsText, profileTriedText } from './profile-texts-text.ts';
import * as proposal from './proposal-text.ts';
import * as rollout from './rollout-text.ts';
import * as rule from './rule-text.ts';
import * as secrets from './secrets-text.ts';
import * as settings from './settings-text.ts';
import * as token from './token-text.ts';
import type { View } from './view.ts';
import * as stats from './stats-text.ts';
import * as webhook from './webhook-text.ts';

/** The text of an output for a person; null when the output is not of its schema (a server of another version). */
export type CommandText = (output: unknown, view: View) => string | null;

type Parsed<Definition extends api.CommandDefinition> = ReturnType<Definition['output']['parse']>;

function text<Definition extends api.CommandDefinition>(
  definition: Definition,
  render: (output: Parsed<Definition>, view: View) => string,
): readonly [string, CommandText] {
  return [
    definition.name,
    (output, view) => {
      const parsed = definition.output.safeParse(output);
      return parsed.success ? render(parsed.data as Parsed<Definition>, view) : null;
    },
  ];
}

/** How each command's output looks to a person. */
export const commandTexts: ReadonlyMap<string, CommandText> = new Map([
  text(api.machineList, ({ machines }, view) => machineListText(machines, view)),
  text(
    api.machinePage,
    ({ machines, total, hasMore }, view) =>
      `${machineListText(machines, view)}${hasMore ? `More than ${total}` : total} machines in all.\n`,
  ),
  text(api.machineShow, machineShowText),
  text(api.machineFacts, machineFactsText),
  text(api.machineAdd, change.machineAddedText),
  text(api.machineSet, change.machineSetText),
  text(api.machineGrant, change.machineGrantedText),
  text(api.machineRevoke, change.machineRevokedText),
  text(api.machineHold, change.machineHeldText),
  text(api.machineUnhold, change.machineUnheldText),
  text(api.machineGrantMany, proposal.bulkText),
  text(api.machineRevokeMany, proposal.bulkText),
  text(api.machineHoldMany, proposal.bulkText),
  text(api.machineUnholdMany, proposal.bulkText),
  text(api.machineLabel, proposal.bulkText),
  text(api.machineMerge, change.machinesMergedText),
  text(api.machineSplit, change.machineSplitText),
  text(api.machineForget, change.machineForgottenText),
  text(api.machineExplain, machineExplainText),
  text(api.machineLog, machineLogText),
  text(api.machineImport, change.machinesImportedText),
  // What `machine import` reads, with or without --json.
  text(api.machineExport, ({ machines }) => `${JSON.stringify(machines, null, 2)}\n`),
  text(api.grantList, proposal.proposalListText),
  text(api.grantApprove, proposal.proposalApprovedText),
  text(api.grantReject, proposal.proposalRejectedText),
  text(api.powerConfigure, power.powerSetText),
  text(api.powerUnset, power.powerUnsetText),
  text(api.powerList, ({ machines }, view) => power.powerListText(machines, view)),
  text(api.powerStatus, (status, view) => power.powerStatusText([status], view)),
  text(api.powerOn, power.powerOrderText),
  text(api.powerOff, power.powerOrderText),
  text(api.powerCycle, power.powerOrderText),
  text(api.powerReset, power.powerOrderText),
  text(api.powerBootNext, power.powerOrderText),
  text(api.powerEject, power.powerOrderText),
  text(api.powerStatusMany, ({ machines }, view) => power.powerStatusText(machines, view)),
  text(api.powerOnMany, power.powerManyText),
  text(api.powerOffMany, power.powerManyText),
  text(api.powerCycleMany, power.powerManyText),
  text(api.powerResetMany, power.powerManyText),
  text(api.powerBootNextMany, power.powerManyText),
  text(api.powerOrders, power.powerOrdersText),
  text(api.powerCancel, power.powerCancelledText),
  text(api.rolloutStart, rollout.rolloutStartedText),
  text(api.rolloutList, rollout.rolloutListText),
  text(api.rolloutShow, rollout.rolloutShowText),
  text(api.rolloutApprove, rollout.rolloutText),
  text(api.rolloutPause, rollout.rolloutText),
  text(api.rolloutResume, rollout.rolloutText),
  text(api.rolloutStop, rollout.rolloutText),
  text(api.rolloutBack, rollout.rolloutText),
  text(api.ruleList, rule.ruleListText),
  text(api.ruleShow, rule.ruleShowText),
  text(api.ruleSet, rule.ruleSetText),
  text(api.ruleTry, rule.ruleTriedText),
  text(api.ruleRun, rule.ruleRunText),
  text(api.ruleRemove, rule.ruleRemovedText),
  text(api.profileList, ({ profiles }, view) => profile.profileListText(profiles, view)),
  text(api.profileShow, profile.profileShowText),
  text(api.profileReveal, answers.profilePreviewText),
  text(api.profileImport, profile.profileImportedText),
  text(api.profileReceived, profile.profileReceivedText),
  text(api.profileCapture, profile.profileCreatedText),
  text(api.captureList, captureListText),
  text(api.captureRemove, captureRemovedText),
  text(api.profileCreate, profile.profileCreatedText),
  text(api.profileCheck, profile.profileCheckedText),
  text(api.profileRemove, profile.profileRemovedText),
  text(api.profileTemplateList, answers.templateListText),
  text(api.profileTemplateShow, answers.templateShownText),
  text(api.profileTexts, profileTextsText),
  text(api.profileEdit, profileEditedText),
  text(api.profileTry, profileTriedText),
  ['menu.mirror', menuMirrorText],
  text(api.menuAssets, menuAssetsText),
  text(api.menuList, menuListText),
  text(api.menuShow, menuShowText),
  text(api.menuPreview, menuPreviewText),
  text(api.menuEntryShow, menuEntry.menuEntryShowText),
  text(api.menuEntrySet, menuEntry.menuEntrySetText),
  text(api.menuEntryRemove, menuEntry.menuEntryRemovedText),
  text(api.firmwareInstall, firmwareInstalledText),
  text(api.firmwareStatus, firmwareStatusText),
  text(api.mediaIssue, mediaIssuedText),
  text(api.mediaIssueMany, mediaIssuedManyText),
  text(api.mediaPack, mediaPackedText),
  text(api.mediaList, mediaListText),
  text(api.mediaRevoke, mediaRevokedText),
  text(api.openstackClouds, cloudsText),
  text(api.openstackCloud, cloudText),
  text(api.userList, access.userListText),
  text(api.userAdd, access.userAddedText),
  text(api.userSet, access.userSetText),
  text(api.userPassword, access.userPasswordText),
  text(api.userRemove, access.userRemovedText),
  text(api.roleList, access.roleListText),
  text(api.roleSet, access.roleSetText),
  text(api.roleRemove, access.roleRemovedText),
  text(api.groupList, access.groupListText),
  text(api.groupSet, access.groupSetText),
  text(api.groupRemove, access.groupRemovedText),
  text(api.directoryCheck, access.directoryCheckText),
  text(api.sessionList, access.sessionListText),
  text(api.sessionEnd, access.sessionEndedText),
  text(api.tokenCreate, token.tokenCreatedText),
  text(api.tokenList, token.tokenListText),
  text(api.tokenRevoke, token.tokenRevokedText),
  // With or without --json: a file to be sent.
  text(api.supportBundle, (bundle) => `${JSON.stringify(bundle, null, 2)}\n`),
  text(api.settingsList, settings.settingsListText),
  text(api.settingsSet, settings.settingSetText),
  text(api.settingsUnset, settings.settingUnsetText),
  text(api.secretsList, secrets.secretsListText),
  text(api.secretsRotate, secrets.secretsRotatedText),
  text(api.secretsReset, secrets.secretsResetText),
  text(api.webhookCreate, webhook.webhookCreatedText),
  text(api.webhookList, webhook.webhookListText),
  text(api.webhookRemove, webhook.webhookRemovedText),
  text(api.webhookTest, webhook.webhookTestText),
  text(api.auditList, auditListText),
  // With or without --json: other programs read it.
  text(api.auditExport, ({ records }) => records.map((one) => `${JSON.stringify(one)}\n`).join('')),
  text(api.auditVerify, auditVerifiedText),
  text(api.eventList, ({ events }, view) => eventListText(events, view)),
  text(api.channelServed, channelServedText),
  text(api.channelEnd, channelEndedText),
  // Sent by `plan`, `apply` and `export`, which have texts of their own.
  text(api.configurationPlan, ({ changes }) => `${changes.length} changes\n`),
  text(api.configurationApply, ({ applied }) => `${applied.length} changes\n`),
  text(api.configurationExport, ({ notes }) => notes.map((note) => `${note}\n`).join('')),
  text(api.configurationApplied, appliedText),
  text(api.dhcpConfig, dhcpConfigText),
  text(api.dhcpCheck, dhcpCheckText),
  text(api.overviewShow, overviewText),
  text(api.overviewChart, ({ buckets }, view) => overviewChartText(buckets, view)),
  text(api.statsShow, stats.statsShowText),
  text(api.statsPopular, stats.statsPopularText),
  text(api.statsLogs, stats.statsLogsText),
  text(api.statsAdd, stats.statsAddedText),
]);
