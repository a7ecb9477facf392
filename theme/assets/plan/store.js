// The reader's plan: a list of {id, note, owner, date} in this browser and nowhere else.
// Sites that share a host each keep their own.
const key = "handbook-plan:" + new URL("../../plan/", import.meta.url).pathname;

export function read() {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return Array.isArray(found) ? found.filter((entry) => entry && typeof entry.id === "string") : [];
  } catch (error) {
    return [];
  }
}

// Says whether the plan could be kept.
export function write(entries) {
  try {
    localStorage.setItem(key, JSON.stringify(entries));
    return true;
  } catch (error) {
    return false;
  }
}

export function onChange(show) {
  addEventListener("storage", (event) => event.key === key && show());
}
