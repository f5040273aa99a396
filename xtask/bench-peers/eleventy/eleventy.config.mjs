export default function (config) {
  config.setQuietMode(true);
}
