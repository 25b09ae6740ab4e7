import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';

export default defineConfig({
  site: 'https://bees.example',
  redirects: { '/honey': '/guides/harvest/' },
  integrations: [
    starlight({
      title: 'Bees',
      logo: { src: './src/assets/bee.svg' },
      editLink: { baseUrl: 'https://github.com/bees/site/edit/hive/' },
      social: [{ icon: 'github', label: 'GitHub', href: 'https://github.com/bees' }],
      defaultLocale: 'root',
      locales: { root: { label: 'English', lang: 'en' }, de: { label: 'Deutsch' } },
      sidebar: [{ label: 'Guides', items: [{ label: 'Swarms', slug: 'guides/swarm' }, 'guides/harvest'] }],
    }),
  ],
});
