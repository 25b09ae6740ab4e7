import { defineConfig } from 'vitepress'

export default defineConfig({
  title: 'Clay',
  description: 'Pots',
  lang: 'en-GB',
  base: '/clay/',
  srcExclude: ['parts/**'],
  themeConfig: {
    logo: '/pot.svg',
    editLink: { pattern: 'https://github.com/clay/docs/edit/main/docs/:path' },
    socialLinks: [{ icon: 'github', link: 'https://github.com/clay' }],
    sidebar: side(),
  },
})

function side() {
  return [{ text: 'Guide', base: '/guide/', items: [{ text: 'Throwing', link: 'throw' }, { text: 'Firing', link: 'fire' }] }]
}
