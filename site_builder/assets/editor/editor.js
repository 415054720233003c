// The editor's page: Sveltia CMS with the forms of this site's records.
import {forms} from './records.js';

const here = name => new URL(name, import.meta.url).href;
const own = window.fetch.bind(window);

const languages = document.documentElement.dataset.languages.split(' ');
const wanted = navigator.languages.map(language => language.split('-')[0]).find(language => languages.includes(language));
const settings = await (await own(here(`config.${wanted ?? languages[0]}.json`), {cache: 'no-cache'})).json();

// Nobody is asked for anything but this site and the repository's host. The program's words in other languages, which it
// would fetch elsewhere, stand here; whether there is a newer version is for whoever installs it to know.
const WORDS = /^https:\/\/unpkg\.com\/@sveltia\/cms@[^/]+\/locales\/([\w-]+\.json)$/;
const known = [location.origin, 'null', ...settings.hosts];
window.fetch = (asked, options) => {
  const url = new URL(asked?.url ?? asked, location.href);
  const words = WORDS.exec(url.href);
  if (words) return own(here(`locales/${words[1]}`));
  return known.includes(url.origin) ? own(asked, options) : Promise.resolve(Response.error());
};

window.CMS_MANUAL_INIT = true;
await new Promise((resolve, reject) => {
  const script = document.createElement('script');
  Object.assign(script, {src: here('cms.js'), onload: resolve, onerror: reject});
  document.head.append(script);
});

for (const [name, {read, write}] of Object.entries(forms(settings))) {
  window.CMS.registerCustomFormat(name, 'yml', {fromFile: read, toFile: write});
}
window.CMS.init({config: settings.cms});
