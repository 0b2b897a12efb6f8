"""Random changes a camera, a detector or a compressor could have made; a whole batch at once."""

import math

import torch
from torch.nn import functional as F


def _uniform(count, low, high, generator):
    return torch.empty(count, device=generator.device).uniform_(low, high, generator=generator)


def _chosen(count, share, generator):
    return torch.rand(count, device=generator.device, generator=generator) < share


def warp(faces, generator, size, strength=1.0):
    """Mirror, shift up to 10 %, scale 0.85-1.18, roll up to 15 degrees; outside is the border repeated."""
    count = faces.shape[0]
    roll = _uniform(count, -math.pi / 12, math.pi / 12, generator) * strength
    scale = torch.exp(_uniform(count, -0.163, 0.163, generator) * strength)
    aspect = torch.exp(_uniform(count, -0.06, 0.06, generator) * strength)
    mirror = torch.where(_chosen(count, 0.5, generator), -1.0, 1.0)
    shift = _uniform(2 * count, -0.2, 0.2, generator).view(2, count) * strength
    cos, sin = torch.cos(roll) * scale, torch.sin(roll) * scale
    theta = torch.stack([
        torch.stack([cos * mirror * aspect, -sin, shift[0]], 1),
        torch.stack([sin * mirror * aspect, cos, shift[1]], 1)], 1)
    grid = F.affine_grid(theta, (count, 1, size, size), align_corners=False)
    return F.grid_sample(faces, grid, padding_mode="border", align_corners=False)


def light(faces, generator):
    """Gamma 0.67-1.5, contrast 0.6-1.4, a light that falls from one side, noise."""
    count, _, height, width = faces.shape
    shape = (count, 1, 1, 1)
    gamma = torch.exp(_uniform(count, -0.4, 0.4, generator)).view(shape)
    x = (faces.clamp(0, 255) / 255 + 1e-3) ** gamma
    contrast = _uniform(count, 0.6, 1.4, generator).view(shape)
    x = (x - 0.5) * contrast + 0.5 + _uniform(count, -0.12, 0.12, generator).view(shape)
    ramp_x = torch.linspace(-0.5, 0.5, width, device=x.device).view(1, 1, 1, width)
    ramp_y = torch.linspace(-0.5, 0.5, height, device=x.device).view(1, 1, height, 1)
    x = x + _uniform(count, -0.25, 0.25, generator).view(shape) * ramp_x
    x = x + _uniform(count, -0.2, 0.2, generator).view(shape) * ramp_y
    noise = _uniform(count, -0.02, 0.04, generator).clamp(min=0).view(shape)
    x = x + noise * torch.randn(x.shape, device=x.device, generator=generator)
    return (x * 255).clamp(0, 255)


def soften(faces, generator, share=0.2):
    """A part of the batch loses detail, as a small or unsharp face does."""
    chosen = _chosen(faces.shape[0], share, generator)
    if chosen.any():
        part = faces[chosen]
        size = part.shape[-1]
        small = int(size * float(_uniform(1, 0.4, 0.8, generator)))
        part = F.interpolate(part, size=(small, small), mode="bilinear", align_corners=False, antialias=True)
        faces[chosen] = F.interpolate(part, size=(size, size), mode="bilinear", align_corners=False)
    return faces


def cut(faces, generator, share=0.5):
    """A square of 15-40 % of the side becomes the face's mean grey in a part of the batch (Cutout)."""
    count, _, height, width = faces.shape
    side = _uniform(count, 0.15, 0.4, generator) * width
    centre_x = _uniform(count, 0, width, generator)
    centre_y = _uniform(count, 0, height, generator)
    chosen = _chosen(count, share, generator)
    xs = torch.arange(width, device=faces.device).view(1, -1)
    ys = torch.arange(height, device=faces.device).view(1, -1)
    in_x = (xs - centre_x.view(-1, 1)).abs() * 2 < side.view(-1, 1)
    in_y = (ys - centre_y.view(-1, 1)).abs() * 2 < side.view(-1, 1)
    hole = (in_y.unsqueeze(2) & in_x.unsqueeze(1) & chosen.view(-1, 1, 1)).unsqueeze(1)
    return torch.where(hole, faces.mean(dim=(2, 3), keepdim=True), faces)


def augment(faces, generator, size=48, strength=1.0):
    """uint8 or float faces [N,1,48,48] -> float [N,1,size,size] in 0..255. Strength scales the geometry and the share of faces whose light, detail and cover change."""
    faces = warp(faces.float(), generator, size, strength)
    lit = _chosen(faces.shape[0], strength, generator).view(-1, 1, 1, 1)
    faces = torch.where(lit, light(faces, generator), faces)
    return cut(soften(faces, generator, 0.2 * strength), generator, 0.5 * strength)
