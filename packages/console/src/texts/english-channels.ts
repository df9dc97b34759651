/** Sentences of the page of channels. */
export const englishChannels = {
  title: 'Channels',
  intro:
    'The menu as branches and pull requests have it, to be tried before they are merged. A machine tries one by Utilities, Try a branch, or by its address. What was published to S3, Swift or a folder: netberth channel list.',
  closed: 'This server builds none: the setting channels.repository names no repository.',
  none: (repository: string) =>
    `None now. Push a branch of ${repository}, open a pull request, or try a branch in the menu of a machine.`,
  channel: 'Channel',
  source: 'From',
  built: 'Built',
  ends: 'Ends',
  size: 'Size',
  tried: 'To try it, at the prompt of iPXE',
  /** In place of a name that leads a machine to itself. */
  tryIt: (channel: string) => `To try ${channel}`,
  change: 'Change',
  end: (channel: string) => `End ${channel}`,
  willEnd:
    'Its files go, and machines that ask for it boot their own disk. It comes again when its branch changes or somebody tries it.',
};
