"""Pictures of a parametric head: skin, eyes, brows, lips, teeth and hair, lights, a camera, a background, and what a photograph does to it."""
import io
import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from scipy import sparse
import raster

PAINT = 320  # pixels a unit of the paint's pictures
PAINT_LEFT, PAINT_TOP, PAINT_SIDE = -1.2, -1.2, 2.8
BROWS = (((46, 53, 52, 65, 55), (70, 63, 105, 66, 107)), ((276, 283, 282, 295, 285), (300, 293, 334, 296, 336)))
LIPS_OUTER = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
LIDS_UPPER = ((33, 246, 161, 160, 159, 158, 157, 173, 133), (263, 466, 388, 387, 386, 385, 384, 398, 362))
LIDS_LOWER = ((33, 7, 163, 144, 145, 153, 154, 155, 133), (263, 249, 390, 373, 374, 380, 381, 382, 362))
SKINS = np.array([[0.86, 0.66, 0.55], [0.78, 0.56, 0.44], [0.67, 0.45, 0.33], [0.5, 0.32, 0.22], [0.33, 0.2, 0.14], [0.2, 0.12, 0.09]])
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
IRISES = np.array([[0.16, 0.09, 0.05], [0.25, 0.16, 0.08], [0.3, 0.32, 0.2], [0.35, 0.45, 0.55], [0.4, 0.42, 0.42]])


def noise(rng, octaves=(4, 8, 16, 32, 64), side=256, fall=0.7):
    """Smooth noise, mean 0 and deviation 1."""
    total = np.zeros((side, side), np.float32)
    for i, n in enumerate(octaves):
        small = Image.fromarray(rng.standard_normal((n, n)).astype(np.float32))
        total += fall ** i * np.asarray(small.resize((side, side), Image.BICUBIC))
    return (total - total.mean()) / total.std()


class Painter:
    """Where brows, lips and lashes lie on the resting head seen from the front, as pictures (0 to 1) with random shapes."""

    def __init__(self, head, seed=17, count=16):
        rng = np.random.default_rng(seed)
        points = head.points(head.rest)
        self.brows = [self._brows(rng, points) for _ in range(count)]
        self.lips = self._polygon(points[list(LIPS_OUTER), :2], 2.5)
        self.lashes = self._lines(points, LIDS_UPPER, 0.014) + 0.4 * self._lines(points, LIDS_LOWER, 0.008)
        self.noise = [noise(rng) for _ in range(count)]
        self.fine = [noise(rng, (64, 128, 256), 512, 0.9) for _ in range(4)]

    @staticmethod
    def _pixel(p):
        return [tuple(v) for v in (np.asarray(p)[:, :2] - (PAINT_LEFT, PAINT_TOP)) * PAINT]

    def _canvas(self):
        side = int(PAINT_SIDE * PAINT)
        return Image.new("L", (side, side))

    def _polygon(self, points, blur):
        image = self._canvas()
        ImageDraw.Draw(image).polygon(self._pixel(points), fill=255)
        return np.asarray(image.filter(ImageFilter.GaussianBlur(blur)), np.float32) / 255

    def _lines(self, points, curves, width):
        image = self._canvas()
        for curve in curves:
            ImageDraw.Draw(image).line(self._pixel(points[list(curve)]), fill=255, width=int(width * PAINT), joint="curve")
        return np.asarray(image.filter(ImageFilter.GaussianBlur(1.2)), np.float32) / 255

    def _brows(self, rng, points):
        image = self._canvas()
        draw = ImageDraw.Draw(image)
        thick, lift, density = rng.uniform(0.5, 1.25), rng.normal(0, 0.012), int(rng.uniform(150, 420))
        for low, high in BROWS:
            a, b = points[list(low), :2], points[list(high), :2]
            middle = (a + b) / 2 + (0, lift)
            half = (a - b) / 2 * thick
            s = np.linspace(0, 1, 5)
            for _ in range(density):
                t, u = rng.random() ** 0.9, rng.uniform(-1, 1)
                at = [np.interp(t, s, middle[:, i]) + u * np.interp(t, s, half[:, i]) for i in (0, 1)]
                out = np.sign(at[0])
                length = rng.uniform(0.03, 0.07)
                angle = rng.normal(-0.5 + 0.5 * (1 - t), 0.3)
                end = (at[0] + out * length * np.cos(angle), at[1] + length * np.sin(angle) * 0.6)
                draw.line(self._pixel([at, end]), fill=int(rng.uniform(120, 255)), width=2)
        return np.asarray(image.filter(ImageFilter.GaussianBlur(1.0)), np.float32) / 255


class Renderer:
    def __init__(self, head):
        self.head = head
        self.painter = Painter(head)
        t = head.triangles
        n = len(head.rest)
        pairs = np.concatenate([t[:, [0, 1]], t[:, [1, 2]], t[:, [2, 0]]])
        graph = sparse.coo_matrix((np.ones(2 * len(pairs)), (np.r_[pairs[:, 0], pairs[:, 1]], np.r_[pairs[:, 1], pairs[:, 0]])), (n, n)).tocsr()
        graph.data[:] = 1
        self.neighbours = sparse.diags(1 / np.maximum(1, np.asarray(graph.sum(1)).ravel())) @ graph
        eye = np.zeros((n, 3), np.float32)
        for part in (1, 2):
            mine = head.vertex_part == part
            d = head.rest[mine] - (head.rest[mine].min(0) + head.rest[mine].max(0)) / 2
            eye[mine] = d / np.linalg.norm(d, axis=1, keepdims=True)
        self.eye = eye

    def look(self, rng, person):
        """How a person and the light look; kept for one picture."""
        tone = np.clip(rng.normal(5 * (person["origin"] @ (0.75, 0.35, 0.15)), 0.7), 0, 5)
        skin = np.array([np.interp(tone, np.arange(6), SKINS[:, c]) for c in range(3)]) * rng.uniform(0.85, 1.1)
        dark = rng.random() < 0.75
        hair = np.array([0.06, 0.045, 0.035]) * rng.uniform(0.5, 2.5) if dark else np.array([0.45, 0.34, 0.2]) * rng.uniform(0.5, 1.3)
        if person["age"] > 0.6 and rng.random() < 0.5:
            hair = np.full(3, rng.uniform(0.3, 0.7))
        key = np.array([rng.normal(0, 0.7), rng.uniform(-1.2, 0.3), -1])
        return dict(skin=skin, hair=hair, iris=IRISES[min(4, int(rng.exponential(1.3)))] * rng.uniform(0.5, 1.1), pupil=rng.uniform(0.1, 0.2),
                    brows=rng.integers(len(self.painter.brows)), brow_ink=rng.uniform(0.6, 1), lips=rng.uniform(0.1, 0.9),
                    lash=rng.uniform(0.4, 1), blotch=rng.uniform(0, 0.05), fine=rng.uniform(0, 0.04), texture=rng.integers(16),
                    beard=rng.uniform(0, 0.6) if person["female"] < 0.3 and rng.random() < 0.4 else 0,
                    bald=rng.random() < 0.15, key=key / np.linalg.norm(key), strength=rng.uniform(0.5, 1.3),
                    fill=rng.normal(0, 1, 3) * (1, 0.5, 0) + (0, 0, -0.7), fill_strength=rng.uniform(0, 0.4), ambient=rng.uniform(0.15, 0.55),
                    gloss=rng.uniform(0, 0.25), wrap=rng.uniform(0, 0.35), cavity=rng.uniform(0.3, 1.2))

    def camera(self, vertices, turn, distance):
        """Vertices as seen: turned, in perspective, unit = one outer eye distance at the eyes' depth; z is depth.
        `turn`: rotation matrix; `distance`: from camera to eyes in outer eye distances."""
        seen = vertices @ turn.T
        near = distance / (distance + seen[:, 2:3])
        return np.concatenate([seen[:, :2] * near, seen[:, 2:3]], 1)

    def draw(self, vertices, turn, distance, look, place, width, height, folds=None, colour=True):
        """RGB (height, width, 3), or grey (height, width, 1), 0-1, linear light, and the mask.
        `place` = (scale, x, y): pixels a unit, the eyes' middle."""
        head, scale = self.head, place[0]
        seen = self.camera(vertices, turn, distance)
        xyz = np.stack([seen[:, 0] * scale + place[1], seen[:, 1] * scale + place[2], seen[:, 2]], 1)
        normal = raster.normals(vertices, head.triangles) @ turn.T
        if normal[(head.vertex_part == 0) & (head.rest[:, 2] < -0.2), 2].mean() > 0:
            normal = -normal
        smooth = self.neighbours @ vertices - vertices
        hollow = (smooth * (normal @ turn)).sum(1) / 0.02
        attributes = np.concatenate([head.rest[:, :2], head.rest[:, 2:3], normal, hollow[:, None], self.eye, head.places], 1)
        maps, mask = raster.draw(width, height, xyz, attributes, head.triangles, head.part)
        return self._shade(maps, mask, look, folds, np.eye(3, dtype=np.float32) if colour else LUMA[:, None]), mask

    def _shade(self, maps, mask, look, folds, channels):
        """`channels` (3, k) takes RGB to what is drawn: all three, or grey alone, which takes a third of the time."""
        paint, unit = self.painter, lambda v: np.asarray(v) / np.linalg.norm(v)
        pictures = (paint.noise[look["texture"]], paint.fine[look["texture"] % 4], paint.lips, paint.brows[look["brows"]], paint.lashes,
                    paint.noise[(look["texture"] + 3) % 16], paint.fine[2])
        colours = [np.asarray(c) @ channels for c in (look["skin"], look["hair"], look["skin"] * np.array((0.95, 0.55, 0.55)), look["iris"],
                                                      (0.78, 0.74, 0.72), (0.62, 0.58, 0.5), (0.4, 0.15, 0.14))]
        rest = [look[k] for k in ("blotch", "fine", "lips", "beard", "brow_ink", "lash", "bald", "pupil", "strength", "fill_strength", "ambient",
                                  "wrap", "cavity", "gloss")]
        rest += [PAINT_LEFT, PAINT_TOP, PAINT_SIDE, *unit(look["key"]), *unit(look["fill"]), *unit(unit(look["key"]) + (0, 0, -1))]
        factor = None if folds is None else folds(maps[..., 10:12])
        return np.stack([raster.shade(maps, mask, factor, [c[k] for c in colours] + rest, pictures) for k in range(channels.shape[1])], -1)


def photograph(rng, rgb, mask, supersample, colour=True, rough=True):
    """Background, gamma, supersampling down, then blur, noise and JPEG: bytes (h, w, 3), or (h, w) where not in colour."""
    h, w = mask.shape
    channels = np.eye(3, dtype=np.float32) if colour else LUMA[:, None]
    if rgb.shape[-1] != channels.shape[1]:
        rgb = rgb @ channels
    ground = (rng.uniform(0.02, 0.8, 3).astype(np.float32) @ channels) * (1 + np.float32(rng.uniform(0, 0.5)) * np.asarray(
        Image.fromarray(noise(rng, (3, 6, 12, 24), 64)).resize((w, h), Image.BICUBIC))[..., None])
    picture = np.where((mask > 0)[..., None], rgb, ground)
    exposure = rng.uniform(0.75, 1.25) * 0.5 / max(0.1, np.percentile(picture[mask > 0][::5], 70)) if (mask > 0).any() else 1
    picture = np.clip(picture * np.float32(np.clip(exposure, 0.4, 2.5)), 0, 1) ** np.float32(1 / 2.2)
    picture = picture.reshape(h // supersample, supersample, w // supersample, supersample, -1).mean((1, 3))
    image = Image.fromarray((picture * 255).astype(np.uint8).squeeze())
    if rough:
        if rng.random() < 0.6:
            image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0, 0.9)))
        a = np.asarray(image, np.float32)
        grain = rng.normal(0, rng.uniform(0, 5), a.shape[:2])
        a = np.clip(a + (grain[..., None] if colour else grain), 0, 255).astype(np.uint8)
        image = Image.fromarray(a)
        if rng.random() < 0.5:
            packed = io.BytesIO()
            image.save(packed, "JPEG", quality=int(rng.uniform(45, 95)))
            image = Image.open(packed)
    return np.asarray(image)
