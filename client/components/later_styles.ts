/** Styles that only some pages need: the document names them, and they are fetched with those pages. */

/** Resolves when the styles that the document calls `name` apply. Throws when they cannot be fetched. */
export async function stylesOf(name: string): Promise<void> {
  const href = document.querySelector<HTMLMetaElement>(`meta[name="${name}-styles"]`)!.content;
  if (document.querySelector(`link[href="${href}"]`) !== null) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  try {
    await new Promise((resolve, reject) => {
      link.onload = resolve;
      link.onerror = () => reject(new Error(`no styles '${name}'`));
      document.head.append(link);
    });
  } catch (error) {
    // The next try fetches them again.
    link.remove();
    throw error;
  }
}
