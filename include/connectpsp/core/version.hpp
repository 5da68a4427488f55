#ifndef CONNECTPSP_CORE_VERSION_HPP
#define CONNECTPSP_CORE_VERSION_HPP

// The one place that states the version: the build reads it from here.
#define CONNECTPSP_VERSION_MAJOR 0
#define CONNECTPSP_VERSION_MINOR 1
#define CONNECTPSP_VERSION_PATCH 0

#endif
