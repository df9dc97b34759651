import { testInstallStory } from './install-story.ts';

testInstallStory('uefi');
