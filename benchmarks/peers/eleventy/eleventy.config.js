const PER_PAGE = 24;
const SECTIONS = { en: "stories", es: "historias" };

const days = Object.fromEntries(
  Object.keys(SECTIONS).map((locale) => [
    locale,
    new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }),
  ]),
);

function storiesOf(api, locale) {
  const stories = api.getFilteredByTag(`stories-${locale}`);
  return stories.sort((one, other) => other.date - one.date || one.url.localeCompare(other.url));
}

function pagesOf(stories, locale, address, rest) {
  const last = Math.max(1, Math.ceil(stories.length / PER_PAGE));
  const at = (language, number) => address(language) + (number > 1 ? `page/${number}/` : "");
  return Array.from({ length: last }, (_, index) => ({
    ...rest,
    locale,
    last,
    number: index + 1,
    count: stories.length,
    stories: stories.slice(index * PER_PAGE, (index + 1) * PER_PAGE),
    twins: Object.fromEntries(Object.keys(SECTIONS).map((language) => [language, at(language, index + 1)])),
    newer: index > 0 ? at(locale, index) : "",
    older: index + 1 < last ? at(locale, index + 2) : "",
  }));
}

function counted(stories, key) {
  const counts = {};
  for (const story of stories) for (const id of story.data[key]) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

export default function (config) {
  config.addPassthroughCopy({ "site.css": "site.css" });
  config.addFilter("day", (date, locale) => days[locale].format(date));
  config.addFilter("iso", (date) => date.toISOString().slice(0, 10));
  config.addFilter("counted", (number, forms) => (number === 1 ? forms.one : forms.other).replace("{count}", number));

  // The stories of both languages, each with its twins and the three that follow it.
  config.addCollection("stories", (api) => {
    const twins = new Map();
    const every = Object.keys(SECTIONS).flatMap((locale) => {
      const stories = storiesOf(api, locale);
      stories.forEach((story, index) => {
        const addresses = twins.get(story.data.translationKey) ?? {};
        twins.set(story.data.translationKey, { ...addresses, [locale]: story.url });
        story.data.following = stories.slice(index + 1, index + 4);
      });
      return stories;
    });
    for (const story of every) story.data.twins = twins.get(story.data.translationKey);
    return every;
  });

  config.addCollection("counts", (api) =>
    Object.keys(SECTIONS).map((locale) => {
      const stories = storiesOf(api, locale);
      return { locale, newest: stories.slice(0, 6), countries: counted(stories, "countries"), themes: counted(stories, "themes") };
    }),
  );

  // Every list page: all stories, then those of each country and theme.
  config.addCollection("lists", (api) =>
    Object.keys(SECTIONS).flatMap((locale) => {
      const stories = storiesOf(api, locale);
      const all = pagesOf(stories, locale, (language) => `/${language}/${SECTIONS[language]}/`, { kind: "stories" });
      const topics = ["countries", "themes"].flatMap((kind) => {
        const ids = new Set(stories.flatMap((story) => story.data[kind]));
        return [...ids].sort().flatMap((id) => {
          const chosen = stories.filter((story) => story.data[kind].includes(id));
          return pagesOf(chosen, locale, (language) => `/${language}/${kind}/${id.toLowerCase()}/`, { kind, id });
        });
      });
      return [...all, ...topics];
    }),
  );

  return {
    dir: { input: "content", includes: "../_includes", data: "../_data", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
