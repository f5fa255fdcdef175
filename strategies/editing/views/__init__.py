"""The screens on which plans are worked on."""
