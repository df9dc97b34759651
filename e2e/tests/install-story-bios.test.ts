import { testInstallStory } from './install-story.ts';

testInstallStory('bios');
