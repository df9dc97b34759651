import type { CommandDefinition } from '../command-definition.ts';
import * as asset from './asset-commands.ts';
import * as audit from './audit-commands.ts';
import * as capture from './capture-commands.ts';
import * as channel from './channel-commands.ts';
import * as configuration from './configuration-commands.ts';
import { directoryCheck } from './directory-commands.ts';
import * as dhcp from './dhcp-commands.ts';
import { eventList } from './event-commands.ts';
import * as firmware from './firmware-commands.ts';
import * as proposal from './grant-commands.ts';
import * as fact from './fact-commands.ts';
import * as bulk from './machine-bulk-commands.ts';
import { machineLog } from './log-commands.ts';
import * as machine from './machine-commands.ts';
import * as grant from './machine-grant-commands.ts';
import * as identity from './machine-identity-commands.ts';
import * as transfer from './machine-transfer-commands.ts';
import * as menu from './menu-commands.ts';
import * as menuEntry from './menu-entry-commands.ts';
import * as group from './group-commands.ts';
import * as openstack from './openstack-commands.ts';
import * as overview from './overview-commands.ts';
import * as image from './image-commands.ts';
import * as media from './media-commands.ts';
import * as power from './power-commands.ts';
import * as powerMany from './power-many-commands.ts';
import * as powerOrder from './power-order-commands.ts';
import * as powerSettings from './power-settings-commands.ts';
import * as profile from './profile-commands.ts';
import * as profileText from './profile-text-commands.ts';
import * as rollout from './rollout-commands.ts';
import * as role from './role-commands.ts';
import * as rule from './rule-commands.ts';
import * as session from './session-commands.ts';
import * as secrets from './secrets-commands.ts';
import * as settings from './settings-commands.ts';
import * as support from './support-commands.ts';
import * as token from './token-commands.ts';
import * as user from './user-commands.ts';
import * as stats from './stats-commands.ts';
import * as webhook from './webhook-commands.ts';

/** Every command of the admin plane, in the order help and OpenAPI show them. */
export const commandList = [
  machine.machineList,
  machine.machinePage,
  machine.machineShow,
  fact.machineFacts,
  machine.machineAdd,
  machine.machineSet,
  grant.machineGrant,
  grant.machineRevoke,
  grant.machineHold,
  grant.machineUnhold,
  bulk.machineGrantMany,
  bulk.machineRevokeMany,
  bulk.machineHoldMany,
  bulk.machineUnholdMany,
  bulk.machineLabel,
  identity.machineMerge,
  identity.machineSplit,
  machine.machineForget,
  machine.machineExplain,
  machineLog,
  transfer.machineImport,
  transfer.machineExport,
  proposal.grantList,
  proposal.grantApprove,
  proposal.grantReject,
  powerSettings.powerConfigure,
  powerSettings.powerUnset,
  powerSettings.powerList,
  power.powerStatus,
  power.powerOn,
  power.powerOff,
  power.powerCycle,
  power.powerReset,
  power.powerBootNext,
  power.powerEject,
  powerMany.powerStatusMany,
  powerMany.powerOnMany,
  powerMany.powerOffMany,
  powerMany.powerCycleMany,
  powerMany.powerResetMany,
  powerMany.powerBootNextMany,
  powerOrder.powerOrders,
  powerOrder.powerCancel,
  rollout.rolloutStart,
  rollout.rolloutList,
  rollout.rolloutShow,
  rollout.rolloutApprove,
  rollout.rolloutPause,
  rollout.rolloutResume,
  rollout.rolloutStop,
  rollout.rolloutBack,
  rule.ruleList,
  rule.ruleShow,
  rule.ruleSet,
  rule.ruleTry,
  rule.ruleRun,
  rule.ruleRemove,
  profile.profileList,
  profile.profileShow,
  profile.profileReveal,
  image.profileImport,
  image.profileReceived,
  image.profileCapture,
  capture.captureList,
  capture.captureRemove,
  profile.profileCreate,
  profile.profileCheck,
  profile.profileRemove,
  profile.profileTemplateList,
  profile.profileTemplateShow,
  profileText.profileTexts,
  profileText.profileEdit,
  profileText.profileTry,
  asset.menuMirror,
  asset.menuAssets,
  menu.menuList,
  menu.menuShow,
  menu.menuPreview,
  menuEntry.menuEntryShow,
  menuEntry.menuEntrySet,
  menuEntry.menuEntryRemove,
  firmware.firmwareInstall,
  firmware.firmwareStatus,
  media.mediaIssue,
  media.mediaIssueMany,
  media.mediaPack,
  media.mediaList,
  media.mediaRevoke,
  openstack.openstackClouds,
  openstack.openstackCloud,
  user.userList,
  user.userAdd,
  user.userSet,
  user.userPassword,
  user.userRemove,
  role.roleList,
  role.roleSet,
  role.roleRemove,
  group.groupList,
  group.groupSet,
  group.groupRemove,
  directoryCheck,
  session.sessionList,
  session.sessionEnd,
  token.tokenCreate,
  token.tokenList,
  token.tokenRevoke,
  support.supportBundle,
  settings.settingsList,
  settings.settingsSet,
  settings.settingsUnset,
  secrets.secretsList,
  secrets.secretsRotate,
  secrets.secretsReset,
  webhook.webhookCreate,
  webhook.webhookList,
  webhook.webhookRemove,
  webhook.webhookTest,
  audit.auditList,
  audit.auditExport,
  audit.auditVerify,
  eventList,
  channel.channelServed,
  channel.channelEnd,
  configuration.configurationPlan,
  configuration.configurationApply,
  configuration.configurationExport,
  configuration.configurationApplied,
  dhcp.dhcpConfig,
  dhcp.dhcpCheck,
  overview.overviewShow,
  overview.overviewChart,
  stats.statsShow,
  stats.statsPopular,
  stats.statsLogs,
  stats.statsAdd,
] as const satisfies readonly CommandDefinition[];
