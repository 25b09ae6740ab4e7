const branch = 'main';
const config = {
  title: 'Moss lab',
  tagline: 'Small and green',
  url: 'https://moss.example',
  baseUrl: '/lab/',
  favicon: 'img/moss.svg',
  presets: [
    ['classic', {
      docs: { sidebarPath: require.resolve('./sidebars.js'), editUrl: 'https://github.com/moss/lab/edit/main/' },
      blog: { path: 'notes', routeBasePath: 'notes' },
    }],
  ],
  plugins: [['@docusaurus/plugin-client-redirects', { redirects: [{ from: ['/start', '/docs/begin'], to: '/docs/collect' }] }]],
};
module.exports = config;
