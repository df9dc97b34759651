import { broughtChecksums } from './brought-checksums.ts';
import { imageFile, largestImage, roleByName } from './file-roles.ts';
import { hasFile, nothingSaid, type FoundLayout, type ImageContent } from './image-layout.ts';
import { lintImageTemplates } from './lint-image-templates.ts';

export const kiwisprayTemplate = 'host.tmpl';
const postInstallTemplate = 'post_install.tmpl';

/** KIWIspray's images/<name>/: its own iPXE script, and maybe its own post-install script. */
export function kiwisprayLayout(image: ImageContent): FoundLayout {
  const { checksums, warnings } = broughtChecksums(image);
  const postInstall = hasFile(image, postInstallTemplate) ? postInstallTemplate : null;
  const written = largestImage(image.files);
  const templates = [kiwisprayTemplate, ...(postInstall === null ? [] : [postInstall])];
  return {
    ok: true,
    spec: { method: 'kiwispray', template: kiwisprayTemplate },
    files: image.files.map((file) =>
      imageFile(file, file.path === written ? 'image' : roleByName(file.path)),
    ),
    answers: {},
    postInstall,
    ...nothingSaid,
    warnings: [
      ...warnings,
      ...lintImageTemplates(
        templates.map((path) => ({ path, text: image.readText(path) })),
        image.files.map(({ path }) => path),
      ),
    ],
    checksums,
  };
}
