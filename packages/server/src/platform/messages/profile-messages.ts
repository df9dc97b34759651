import type { Message } from './message.ts';

/** What commands on profiles, images and templates get. */
export const profileMessages = {
  profileNotFound: {
    code: 'NB3009',
    status: 404,
    text: 'there is no profile "{profile}"{meant}',
    wayOut: 'See netberth profile list; import one with netberth profile import DIR',
  },
  profileExists: {
    code: 'NB3010',
    status: 409,
    text: 'there is a profile "{profile}" already',
    wayOut: 'Say --replace to put the new one in its place, or take another name.',
  },
  profileInUse: {
    code: 'NB3011',
    status: 409,
    text: 'the profile "{profile}" is needed by machines {machines}',
    wayOut:
      'Take it from each of them first: netberth machine revoke ID ends its grant, netberth machine set ID --resting disk what it rests on.',
  },
  imageRefused: {
    code: 'NB3012',
    status: 422,
    text: 'the image is not imported: {why}',
    wayOut: 'Nothing of it was kept. Mend it and import again.',
  },
  uploadGap: {
    code: 'NB3027',
    status: 409,
    text: 'the upload cannot go on behind {offset} bytes: {received} have arrived',
    wayOut: 'Ask `profile received` how many there are, and send what is behind them.',
  },
  choiceNotSaved: {
    code: 'NB3025',
    status: 422,
    text: 'the profile is not made: {why}',
    wayOut: 'What there is to choose: netberth menu specs --product {product}',
  },
  noAnswerTemplate: {
    code: 'NB3026',
    status: 404,
    text: 'no answer file {what} comes with Netberth; there are {kinds}',
    wayOut: 'What each is for: netberth profile template list',
  },
  templateRefused: {
    code: 'NB3013',
    status: 422,
    text: '{profile} cannot be rendered for machine {machine}: {why}',
    wayOut:
      'Set what is missing (netberth machine set {machine} --hostname NAME, or --metadata name=value) or mend the template.',
  },
  noTemplate: {
    code: 'NB3083',
    status: 404,
    text: 'the profile {profile} has no template "{file}"; it has {known}',
    wayOut: 'See netberth profile texts {profile}',
  },
  templateFixed: {
    code: 'NB3084',
    status: 409,
    text: 'the templates of {profile} cannot be changed here: {why}',
    wayOut: 'netberth profile import PATH --replace takes the changed image.',
  },
  choiceIncomplete: {
    code: 'NB8600',
    status: 422,
    text: 'the profile "{profile}" is not made: it is not said of what',
    wayOut: 'Say --product PRODUCT for a choice of the catalogue, or --disc PROFILE for an imported ISO.',
  },
  discNotUsable: {
    code: 'NB8601',
    status: 422,
    text: 'no profile can be made of the disc "{disc}": {why}',
    wayOut: 'Import the ISO first: netberth profile import FILE.iso. --product is not said beside --disc.',
  },
  discInUse: {
    code: 'NB8602',
    status: 409,
    text: 'the files of "{profile}" are needed by the profiles {profiles}',
    wayOut: 'Remove those first: netberth profile remove NAME',
  },
  capturesNothing: {
    code: 'NB8610',
    status: 403,
    text: 'no disk is taken from this boot: its profile "{profile}" captures nothing',
    wayOut:
      'Grant it the profile `capture` of the discover image, or another with `captures: true` (docs/images.md).',
  },
  captureUnreadable: {
    code: 'NB8611',
    status: 400,
    text: 'the disk is not taken: {why}',
    wayOut: 'Send it as gzip writes it, as the body of the request.',
  },
  captureNone: {
    code: 'NB8612',
    status: 404,
    text: 'machine {machine} has sent no disk, or what it was booted from to send it is gone',
    wayOut:
      'Grant it the profile `capture` of the discover image, or another with `captures: true`, and let it boot (docs/images.md).',
  },
  templateUnreadable: {
    code: 'NB3086',
    status: 422,
    text: '{file} is no template: {why}',
    wayOut: 'docs/templates.md says what may stand in one.',
  },
} as const satisfies Readonly<Record<string, Message>>;
