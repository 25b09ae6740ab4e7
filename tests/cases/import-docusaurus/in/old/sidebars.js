module.exports = {
  lab: ['intro', { type: 'category', label: 'Field work', items: [{ type: 'doc', id: 'field/press', label: 'Press' }, 'field/collect', 'field/gone'] }],
};
