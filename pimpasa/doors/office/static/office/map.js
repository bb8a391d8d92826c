// The map of villages: circles from our own data over outlines that were imported; no outside tiles.

const frame = document.querySelector("#peta");
const said = document.querySelector("#peta-desa");
maplibregl.setWorkerUrl(frame.dataset.worker); // desk.js lets this address through

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function style({ villages, outlines }) {
  const most = Math.max(1, ...villages.features.map((one) => one.properties.n));
  return {
    version: 8,
    sources: {
      outlines: { type: "geojson", data: outlines },
      villages: { type: "geojson", data: villages },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("--sunken") } },
      { id: "outlines", type: "line", source: "outlines", paint: { "line-color": colour("--ink-2") } },
      {
        id: "silent", type: "circle", source: "villages", filter: ["==", ["get", "n"], 0],
        paint: { "circle-radius": 2, "circle-color": colour("--ink-2"), "circle-opacity": 0.45 },
      },
      {
        id: "told", type: "circle", source: "villages", filter: [">", ["get", "n"], 0],
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "n"]], 1, 5, Math.sqrt(most) + 1, 22],
          "circle-color": colour("--accent"), "circle-opacity": 0.75,
          "circle-stroke-color": colour("--surface"), "circle-stroke-width": 1,
        },
      },
      {
        id: "names", type: "symbol", source: "villages", filter: [">", ["get", "n"], 0], // fonts of the device
        layout: { "text-field": ["get", "name"], "text-size": 12, "text-anchor": "top", "text-offset": [0, 1.3], "text-font": ["sans-serif"] },
        paint: { "text-color": colour("--ink"), "text-halo-color": colour("--sunken"), "text-halo-width": 1.5 },
      },
    ],
  };
}

function bounds({ features }) {
  const box = new maplibregl.LngLatBounds();
  for (const one of features) box.extend(one.geometry.coordinates);
  return box;
}

function tell({ code, name, n }, reports) {
  const link = document.createElement("a");
  const asked = new URLSearchParams(frame.dataset.asked);
  if (!asked.get("what")) asked.set("what", "all");
  asked.set("place", code);
  link.href = `${reports}?${asked}`;
  link.textContent = `${name}: ${n}`;
  said.replaceChildren(link);
}

const data = await (await fetch(frame.dataset.points)).json();
const map = new maplibregl.Map({
  container: frame, style: style(data), bounds: bounds(data.villages), attributionControl: false,
  fitBoundsOptions: { padding: 40, maxZoom: 11 }, dragRotate: false, pitchWithRotate: false,
});
map.touchZoomRotate.disableRotation();
map.keyboard.disableRotation();
for (const layer of ["told", "silent"]) {
  map.on("click", layer, (event) => tell(event.features[0].properties, data.reports));
  map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
}
map.once("idle", () => { frame.dataset.drawn = String(data.villages.features.length); });
