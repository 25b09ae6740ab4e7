// #region wheel
spin()
// #endregion wheel
